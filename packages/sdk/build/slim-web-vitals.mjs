export const slimWebVitals = () => ({ name: 'slim', setup() {} })
