import { defineMessages } from '../translate.js'
import { frameMessages } from './frame.js'
import { labelsMessages } from './labels.js'

/** Messages that do not belong to one page. */
export const commonText = defineMessages('common', { ...frameMessages, ...labelsMessages })

export type CommonKey = keyof typeof commonText.all
