// The smallest reader on Readium's navigator for the web. It takes a web publication, so the book is served unzipped with a manifest.
import { EpubNavigator } from '/node_modules/@readium/navigator/dist/index.js'
import { HttpFetcher, Link, Locator, LocatorLocations, Manifest, Publication } from '/node_modules/@readium/shared/dist/index.js'
import { placeIn } from './places.mjs'

const state = { moves: 0, navigator: null }

const shown = () => state.navigator._cframes[0].iframe.contentDocument

const publicationOf = async url => {
    const manifest = Manifest.deserialize(await (await fetch(url)).json())
    manifest.setSelfLink(new URL(url, location.href).href)
    return new Publication({ manifest, fetcher: new HttpFetcher(undefined, manifest.baseURL) })
}

const positionsOf = publication => publication.readingOrder.items.map((link, index) => new Locator({
    href: link.href, type: link.type, locations: new LocatorLocations({ position: index + 1, progression: 0, totalProgression: 0 }),
}))

globalThis.reading = {
    open: async url => {
        const publication = await publicationOf(url)
        const listeners = { positionChanged: () => { state.moves += 1 } }
        const positions = positionsOf(publication)
        state.navigator = new EpubNavigator(document.getElementById('book'), publication, listeners, positions, positions[0])
        await state.navigator.load()
    },
    goTo: href => new Promise(resolve => state.navigator.goLink(new Link({ href, type: 'application/xhtml+xml' }), false, resolve)),
    next: () => new Promise(resolve => state.navigator.goForward(false, resolve)),
    moves: () => state.moves,
    page: () => state.navigator.currentLocator.href,
    place: (id, nth) => placeIn(shown(), id, nth),
}
