/** How credit for a conversion is shared among the touches before it. */
export const models = ['first', 'last', 'linear', 'time_decay', 'position', 'markov', 'shapley'] as const
export type Model = (typeof models)[number]

/** The models that share each conversion by itself; Markov's removal looks at all paths together. */
export const pathModels = models.filter((model) => model !== 'markov')
