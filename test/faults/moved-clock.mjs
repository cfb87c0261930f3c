/** Loaded into a process before its own code: its clock starts at another time and runs on from there. */
const started = Date.now()
const startsAt = Number(process.env.CLOCK_STARTS_AT)
const realNow = Date.now
Date.now = () => startsAt + (realNow() - started)
