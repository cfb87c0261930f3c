import { guard } from '../guard.js'
import type { GiveConsent } from '../types.js'

interface TcData {
  eventStatus: string
  gdprApplies?: boolean
  purpose: { consents: Record<number, boolean | undefined> }
}

/** Picks consent up from a CMP of the IAB's framework: purpose 1 is to store on the device, 8 to measure content. */
export function readTcf(consent: GiveConsent): void {
  const scope = window as {
    __tcfapi?: (command: 'addEventListener', version: 2, listener: (data: TcData, isDone: boolean) => void) => void
  }
  const read = guard(({ eventStatus, gdprApplies, purpose }: TcData) => {
    if (eventStatus === 'cmpuishown') return
    const isGranted = gdprApplies === false || (purpose.consents[1] && purpose.consents[8])
    consent({ analytics: isGranted ? 'granted' : 'denied' })
  })
  scope.__tcfapi?.('addEventListener', 2, read)
}
