import { type ClickHouseClient, clickHouseTime, findDelivery, putDeliveries } from '@touchline/storage'

/** Has a delivery sent once more, with the same id and body; false when there is none with this id. */
export async function replayDelivery(
  owner: ClickHouseClient,
  siteId: string,
  deliveryId: string,
  now: number,
): Promise<boolean> {
  const delivery = await findDelivery(owner, siteId, deliveryId)
  if (!delivery) return false
  await putDeliveries(owner, [
    { ...delivery, status: 'waiting', attempts: 0, answer: 'Replayed.', next_at: clickHouseTime(now) },
  ])
  return true
}
