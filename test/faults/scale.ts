/** How many times longer and larger than in CI: 1, or more in `pnpm bench soak`. */
export const scale = Number(process.env.SOAK ?? 1)
