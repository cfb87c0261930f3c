/**
 * The 0.975 quantile of the standard normal distribution, for two-sided 95% intervals. A constant, because
 * simple-statistics' `probit` approximates it as 1.957.
 */
export const z95 = 1.959963984540054
