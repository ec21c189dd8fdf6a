/** Keeps the end of the text in view. */
export class Follow {
  enabled = false;
  constructor(_host: HTMLElement) {}
  connect(): void {}
  disconnect(): void {}
  onAway(_callback: (away: boolean) => void): void {}
  jump(): void {}
}
