// The viewer's page: whoever watches follows the meeting, asks, supports and rates.
import { html, mount, readBoot } from '../live/ui.js'
import { createApp } from './app.js'
import { Page } from './page.js'

const app = createApp(readBoot())
mount(html`<${Page} app=${app} />`, document.getElementById('page'))
