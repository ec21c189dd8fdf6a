import { expect } from '@open-wc/testing';
import { useFakeTimers, type SinonFakeTimers } from 'sinon';
import type { Renderer } from '../../src/rendering/renderer.js';
import { TypingLoop } from '../../src/rendering/typing-loop.js';
import { countGraphemes } from '../../src/typing/graphemes.js';

const FRAME = 16;

/** Shows what does not stand in brackets, as Markdown shows what is no mark. */
class Brackets implements Renderer {
  source = '';
  readonly log: string[] = [];

  get visible(): string {
    return this.source.replace(/\[[^\]]*(\]|$)/gu, '');
  }

  append(text: string): number {
    const before = countGraphemes(this.visible);
    this.source += text;
    this.log.push(text);
    return countGraphemes(this.visible) - before;
  }

  frame(): boolean {
    return false;
  }

  truncate(length: number): void {
    this.source = this.source.slice(0, length);
  }

  settle(): void {
    this.log.push('(settle)');
  }

  clear(): void {
    this.source = '';
    this.log.push('(clear)');
  }

  connect(): void {
    this.log.push('(connect)');
  }

  disconnect(): void {
    this.log.push('(disconnect)');
  }
}

describe('a renderer', () => {
  let clock: SinonFakeTimers;
  let host: HTMLElement;
  let loop: TypingLoop;
  let received: string;
  let typed: number;

  beforeEach(() => {
    clock = useFakeTimers({
      toFake: ['requestAnimationFrame', 'cancelAnimationFrame', 'performance'],
    });
    host = document.createElement('div');
    document.body.append(host);
    received = '';
    typed = 0;
    loop = new TypingLoop(host, {
      onTyped: () => void (typed += 1),
      onNear: () => undefined,
      text: () => received,
    });
    loop.connect();
  });

  afterEach(() => {
    host.remove();
    loop.disconnect();
    clock.restore();
  });

  const attach = (renderer: Renderer | undefined) =>
    loop.attach({ renderer, cursor: document.createElement('span'), box: host });
  const push = (text: string) => {
    received += text;
    loop.push(text);
  };

  it('lets what is not visible cost no time', () => {
    const renderer = new Brackets();
    attach(renderer);
    loop.speed = 50;
    push(`ab[${'x'.repeat(40)}]cd[${'y'.repeat(40)}]${'e'.repeat(100)}`);
    const steps: number[] = [];
    for (let time = 0; time < 1_000; time += FRAME) {
      const before = renderer.visible.length;
      clock.tick(FRAME);
      steps.push(renderer.visible.length - before);
    }
    expect(renderer.visible).to.have.lengthOf.within(48, 52);
    // And no more is shown at a time than elsewhere.
    expect(Math.max(...steps)).to.be.at.most(2);
  });

  it('is given all of a text that is not visible at all', () => {
    const renderer = new Brackets();
    attach(renderer);
    push(`[${'x'.repeat(5_000)}`);
    loop.complete();
    clock.tick(100);
    expect(renderer.source).to.equal(received);
    expect(typed).to.equal(1);
  });

  it('may show more than it was given, which is not charged', () => {
    const renderer = new Brackets();
    renderer.append = (text) => {
      renderer.source += text;
      return 1_000;
    };
    attach(renderer);
    loop.speed = 100;
    push('x'.repeat(500));
    clock.tick(1_000);
    expect(renderer.source).to.have.lengthOf.within(98, 102);
  });

  it('may come late: the typing waits for it', () => {
    attach(undefined);
    push('hello world');
    loop.complete();
    clock.tick(5_000);
    expect([loop.typedLength, typed]).to.deep.equal([0, 0]);
    const renderer = new Brackets();
    attach(renderer);
    clock.tick(2_000);
    expect(renderer.source).to.equal('hello world');
    expect([loop.typedLength, typed]).to.deep.equal([11, 1]);
  });

  it('may come after skip(): then it shows all at once', () => {
    attach(undefined);
    push('hello world');
    loop.complete();
    loop.skip();
    expect(typed).to.equal(0);
    const renderer = new Brackets();
    attach(renderer);
    expect(renderer.source).to.equal('hello world');
    expect(typed).to.equal(1);
  });

  it('takes the place of another with all that is on screen, and typing goes on', () => {
    const first = new Brackets();
    attach(first);
    loop.speed = 100;
    push('x'.repeat(200));
    clock.tick(1_000);
    const shown = loop.typedLength;
    expect(shown).to.be.within(98, 102);
    const second = new Brackets();
    attach(second);
    expect(first.log.slice(-2)).to.deep.equal(['(clear)', '(disconnect)']);
    expect(second.log).to.deep.equal(['(connect)', 'x'.repeat(shown)]);
    expect(loop.typedLength).to.equal(shown);
    clock.tick(500);
    expect(second.source).to.have.lengthOf.within(shown + 48, shown + 52);
    expect(second.source).to.have.length(loop.typedLength);
  });

  it('stays as it is when it is attached again', () => {
    const renderer = new Brackets();
    attach(renderer);
    push('text');
    loop.complete();
    clock.tick(1_000);
    attach(renderer);
    expect(renderer.source).to.equal('text');
    expect(renderer.log).to.not.include('(clear)');
  });

  it('is told when the element comes and goes', () => {
    const renderer = new Brackets();
    attach(renderer);
    host.remove();
    loop.disconnect();
    document.body.append(host);
    loop.connect();
    expect(renderer.log).to.deep.equal(['(connect)', '(disconnect)', '(connect)']);
  });
});
