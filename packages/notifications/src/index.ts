export { createNotification } from './create-notification.js'
export { installationSecret } from './installation-secret.js'
export { createMailer, type Mailer } from './mail/mail.js'
export {
  alertMeasures,
  mailLanguages,
  type Notification,
  notificationKinds,
  notificationSchema,
  readNotification,
} from './notification.js'
export { notificationDesk } from './notification-desk.js'
export { readNotificationFields } from './read-fields.js'
export { replayDelivery } from './replay-delivery.js'
export { type Notifications, startNotifications } from './start-notifications.js'
export { webhookSecret } from './webhooks/sign-delivery.js'
