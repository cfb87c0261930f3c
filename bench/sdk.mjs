/** The SDK beside others: bytes, time of its scripts on a slow device, and what arrives. `BENCH_SDK=sizes,time,delivery`. */
import { measureDelivery } from './sdk-delivery.mjs'
import { measureScriptTime } from './sdk-script-time.mjs'
import { measureSizes } from './sdk-sizes.mjs'

const parts = { sizes: measureSizes, time: measureScriptTime, delivery: measureDelivery }
for (const part of (process.env.BENCH_SDK ?? Object.keys(parts).join()).split(','))
  console.log(`${await parts[part]()}\n`)
