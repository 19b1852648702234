// A reading group from its organiser's side: publish, serve, invite; two members sign in, one adds a device and loses it, one gives a mark to the book.
import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { openBrowser } from './lib/browser.mjs'
import { publish, startService } from './lib/service.mjs'

const EDITION = fileURLToPath(new URL('../cases/editions/club', import.meta.url))
const TEXTS = ['as-published', 'zh-Hans', 'zh-Hant-TW', 'zh-Hant-HK']
const CLUB = 'name = "周六茶馆"\neditors = ["a-li"]\n'

/** A browser of somebody's; nothing that it opens may fail, or ask anybody else. */
const somebody = async (service, options) => {
    const browser = await openBrowser({ locale: 'zh-CN', ...options })
    const page = await browser.context.newPage()
    const wrong = []
    page.on('pageerror', error => wrong.push(error.message))
    page.on('request', request => { if (!request.url().startsWith(service.address)) wrong.push(`asks ${request.url()}`) })
    page.on('response', response => { if (response.status() >= 500) wrong.push(`${response.status()} ${response.url()}`) })
    return { page, wrong, close: browser.close }
}

/** Click what opens another page, and wait until that is there, whole. */
const press = async (page, button) => {
    await page.click(button)
    await page.waitForLoadState()
}

/** What a device with this name and code is answered. */
const device = (service, handle, code) => {
    const headers = { authorization: `Basic ${Buffer.from(`${handle}:${code}`).toString('base64')}`, 'content-type': 'application/json' }
    return {
        logIn: async () => (await fetch(`${service.address}/users/auth`, { headers })).status,
        browse: async () => (await fetch(`${service.address}/k/${code}/opds`)).status,
        push: async (document, progress) => (await fetch(`${service.address}/syncs/progress`, {
            method: 'PUT', headers, body: JSON.stringify({ document, progress, percentage: 0.5, device: 'Kobo Libra', device_id: '1' }),
        })).status,
    }
}

describe('a reading group', () => {
    let folder, site, service, organiser, member, invitation, essay, kobo
    before(async () => {
        folder = await mkdtemp(join(tmpdir(), 'reader-club-'))
        site = join(folder, 'site')
        await publish(EDITION, site)
        service = await startService({ club: CLUB, site })
        organiser = await somebody(service, { viewport: { width: 1280, height: 900 } })
        member = await somebody(service, { viewport: { width: 600, height: 800 }, javaScriptEnabled: false })
        essay = text => `${service.address}/read/chaka/${text}/cha.html`
    })
    after(async () => {
        assert.deepEqual([organiser.wrong, member.wrong], [[], []])
        for (const one of [organiser, member, service]) await (one.close ?? one.stop)()
        await rm(folder, { recursive: true, force: true })
    })

    test('a stranger finds the books, and no member’s page', async () => {
        const { page } = member
        await page.goto(service.address)
        const books = await page.$$eval('a[href$=".epub"]', links => links.map(link => link.href))
        assert.ok(books.length >= 4)
        for (const book of books) assert.equal((await fetch(book, { method: 'HEAD' })).status, 200, book)
        for (const path of ['/me', '/editors']) assert.equal((await page.goto(service.address + path)).status(), 403, path)
    })

    test('an invitation is looked at without harm, and opens one browser', async () => {
        invitation = await service.invite('阿里')
        for (let preview = 0; preview < 3; preview++) assert.match(await (await fetch(invitation.link)).text(), /阿里/)
        const { page } = organiser
        await page.goto(invitation.link)
        await page.click('main form button')
        await page.waitForURL('**/me')
        assert.equal(await page.textContent('h1'), '阿里')
        assert.equal((await member.page.goto(invitation.link)).status(), 404)
        assert.equal((await member.page.goto(`${service.address}/me`)).status(), 403)
    })

    test('the member of the second link is somebody else, also without a script', async () => {
        const { page } = member
        await page.goto((await service.invite('小王')).link)
        await press(page, 'main form button')
        assert.equal(await page.textContent('h1'), '小王')
        assert.equal((await page.goto(`${service.address}/editors`)).status(), 403)
    })

    test('a device is added, its code shown once, and what it pushes is told', async () => {
        const { page } = organiser
        await page.goto(`${service.address}/me`)
        await page.fill('input[name=label]', '<b>Kobo</b>')
        await press(page, 'form[action="/me/devices"] button')
        const values = await page.$$eval('.new dd code', codes => codes.map(code => code.textContent))
        assert.deepEqual(values.slice(0, 3), [`${service.address}/opds`, service.address, 'a-li'])
        kobo = device(service, values[2], values[3])
        assert.deepEqual([await kobo.logIn(), await kobo.browse()], [200, 200])
        const { builds: [{ books }] } = JSON.parse(await readFile(join(site, 'hashes.json'), 'utf8'))
        assert.equal(await kobo.push(books.find(book => book.text === 'zh-Hans' && book.variant === 'kobo').koreader, '/body/DocFragment[4]/body/section/p[1]/text().0'), 200)
        await page.goto(`${service.address}/me`)
        const told = await page.textContent('main')
        assert.ok(told.includes('<b>Kobo</b>') && told.includes('Kobo Libra') && told.includes('50%'), told)
        assert.ok(!told.includes(values[3]))
    })

    test('another script is shown at the same block to a member, too', async () => {
        const { page } = organiser
        await page.setViewportSize({ width: 390, height: 300 })
        await page.goto(essay('zh-Hans'))
        const block = await page.$$eval('main p > .here', links => links[1].parentElement.id)
        for (const text of ['zh-Hant-TW', 'zh-Hant-HK', 'as-published', 'zh-Hans']) {
            await page.evaluate(id => document.getElementById(id).scrollIntoView(), block)
            await page.click(`.scripts a[href*="/${text}/"]`)
            await page.waitForURL(`**/${text}/cha.html#${block}`)
        }
        for (const text of TEXTS) assert.equal((await page.goto(essay(text))).status(), 200)
    })

    test('a mark that a member gives to the book comes to the editor, who accepts it', async () => {
        const block = await organiser.page.goto(essay('zh-Hans')).then(() => organiser.page.$eval('main p:has(> .here)', element => element.id))
        const { page } = member
        await page.goto(`${service.address}/me/read/chaka/zh-Hans/cha/${block}`)
        const making = page.locator('form[action="/me/marks"]')
        await making.locator('[name=note]').fill('<script>document.title = "1"</script> 我不同意。')
        await making.locator('[name=share]').selectOption('book')
        await making.locator('button').click()
        await page.waitForLoadState()
        assert.ok((await page.textContent('main')).includes('我不同意。'), await page.textContent('main'))
        const editor = organiser.page
        await editor.goto(`${service.address}/editors`)
        assert.ok((await editor.textContent('main')).includes('<script>document.title = "1"</script> 我不同意。'))
        await editor.click('main .row form button >> nth=0')
        await editor.waitForURL('**/editors')
        assert.match(await editor.textContent('main .row'), /已收/)
        assert.notEqual(await editor.title(), '1')
    })

    test('a lost device is revoked in one step, and nothing else is', async () => {
        const { page } = organiser
        await page.goto(`${service.address}/me`)
        await page.locator('.row', { hasText: 'Kobo' }).locator('button').click()
        await page.waitForURL('**/me')
        assert.deepEqual([await kobo.logIn(), await kobo.browse()], [401, 200]) // the catalogue is open, code or no code
        assert.equal(await kobo.push('d', '1'), 401)
        assert.equal(await device(service, invitation.handle, invitation.code).logIn(), 200)
        assert.equal((await page.goto(`${service.address}/me`)).status(), 200)
    })

    test('a browser is signed out, and a member leaves nothing', async () => {
        const { page } = organiser
        await press(page, 'form[action="/me/leave"] button')
        assert.equal((await page.goto(`${service.address}/me`)).status(), 403)
        await member.page.goto(`${service.address}/me`)
        await member.page.check('form[action="/me/delete"] input[name=sure]')
        await press(member.page, 'form[action="/me/delete"] button')
        assert.equal((await member.page.goto(`${service.address}/me`)).status(), 403)
    })
})
