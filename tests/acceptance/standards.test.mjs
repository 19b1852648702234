// The judges: EPUBCheck with our own rules (`reader check`), and Ace by DAISY, on every book and variant. Nothing of any level is let pass.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { BOOKS, OUTPUT } from './lib/browser.mjs'
import { books, SHIPPED } from './lib/books.mjs'
import { run } from './lib/programs.mjs'

const READER = fileURLToPath(new URL('../../.venv/bin/reader', import.meta.url))
const ACE = fileURLToPath(new URL('node_modules/.bin/ace-cli', import.meta.url))

const violations = report => report.assertions.flatMap(({ 'earl:testSubject': page, assertions }) =>
    assertions.map(one => `${page.url}: ${one['earl:test']['dct:title']} (${one['earl:test']['earl:impact']}): ${one['earl:result']['dct:description']}`))

describe('standards', { concurrency: 2 }, () => {
    for (const { book } of books(SHIPPED)) {
        test(`EPUBCheck and our rules: ${book}`, async () => {
            await run(READER, 'check', join(BOOKS, book))
        })
        test(`Ace by DAISY: ${book}`, async () => {
            const folder = join(OUTPUT, 'ace', book)
            await run(ACE, '--silent', '--force', '--outdir', folder, join(BOOKS, book))
            const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'))
            assert.deepEqual(violations(report), [])
            assert.equal(report['earl:result']['earl:outcome'], 'pass')
        })
    }
})
