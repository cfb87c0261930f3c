const answerTimeoutMs = 30_000

/** Ends a statement that takes much less when all is well, where a half-open connection would be waited for minutes. */
export const inTime = () => AbortSignal.timeout(answerTimeoutMs)
