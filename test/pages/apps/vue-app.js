// What a page of Nuxt is: the same component on the server and in the browser.
import { createSSRApp } from 'vue';

const Page = {
  data: () => ({
    url: '/article?interval=0',
    words: { complete: 'Fertig' },
    typed: '',
  }),
  template: `
    <typewriter-stream :src="url" by="word" controls :strings.prop="words"
        @stream-typed="typed = $event.text"><em>Thinking…</em></typewriter-stream>
    <output>{{ typed }}</output>`,
};

export function createApp() {
  const app = createSSRApp(Page);
  app.config.compilerOptions.isCustomElement = (tag) => tag === 'typewriter-stream';
  return app;
}
