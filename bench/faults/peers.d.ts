// Just what is used of the peers, since the root's type check runs where they are not installed.
declare module 'eventsource' {
  export interface ErrorEvent extends Event {
    readonly code?: number;
    readonly message?: string;
  }
  export class EventSource extends EventTarget {
    static readonly CLOSED: 2;
    readonly readyState: number;
    onmessage: ((event: MessageEvent<string>) => void) | null;
    onerror: ((event: ErrorEvent) => void) | null;
    constructor(url: string, init?: { fetch?: typeof globalThis.fetch });
    close(): void;
  }
}

declare module '@microsoft/fetch-event-source' {
  export const EventStreamContentType: string;
  export function fetchEventSource(
    input: string,
    init: Omit<RequestInit, 'headers'> & {
      headers?: Record<string, string>;
      onopen?(response: Response): Promise<void>;
      onmessage?(message: { event: string; data: string; id: string }): void;
      onclose?(): void;
      onerror?(error: unknown): number | undefined;
      fetch?: typeof globalThis.fetch;
    },
  ): Promise<void>;
}
