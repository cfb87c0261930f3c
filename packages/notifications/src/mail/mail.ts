import { createTransport } from 'nodemailer'

/** An e-mail, as a delivery keeps it. */
export interface Mail {
  to: string[]
  subject: string
  text: string
  html: string
  /** An SVG that the HTML shows as `cid:chart`. */
  chart?: string
}

/** Sends an e-mail; answers what the mail server said, or throws why it did not take it. */
export type Mailer = (mail: Mail, id: string) => Promise<string>

/** Sends through the mail server at `url` (`smtp://user:password@host:587`), in the name of `from`. */
export function createMailer(url: string, from: string): Mailer {
  const transport = createTransport(url, { from })
  return async ({ chart, ...mail }, id) => {
    const { response } = await transport.sendMail({
      ...mail,
      // The same on every attempt, so that a mailbox shows one that was sent twice once.
      messageId: `<${id}@touchline>`,
      attachments: chart ? [{ filename: 'chart.svg', content: chart, contentType: 'image/svg+xml', cid: 'chart' }] : [],
    })
    return response
  }
}
