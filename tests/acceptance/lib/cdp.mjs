// The DevTools protocol over one WebSocket: for programs that are Chromium inside but not Chromium to Playwright (calibre's viewer).
import WebSocket from 'ws'

/** A connection to one page: `send` gives the answer's result or throws; `contexts` are the execution contexts of its frames now. */
export const connect = async address => {
    const socket = new WebSocket(address)
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    const waiting = new Map()
    const contexts = new Map()
    const events = {
        'Runtime.executionContextCreated': ({ context }) => contexts.set(context.id, context),
        'Runtime.executionContextDestroyed': ({ executionContextId }) => contexts.delete(executionContextId),
        'Runtime.executionContextsCleared': () => contexts.clear(),
    }
    let last = 0
    socket.on('message', data => {
        const { id, result, error, method, params } = JSON.parse(data)
        if (!id) return events[method]?.(params)
        const { resolve, reject } = waiting.get(id)
        waiting.delete(id)
        return error ? reject(new Error(error.message)) : resolve(result)
    })
    const send = (method, params = {}) => new Promise((resolve, reject) => {
        waiting.set(last += 1, { resolve, reject })
        socket.send(JSON.stringify({ id: last, method, params }))
    })
    await send('Runtime.enable')
    return { send, contexts, close: () => socket.close() }
}
