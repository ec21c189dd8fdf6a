/** How each API is read: the attributes in docs/formats.md, by the name the recordings use. */
export const RECIPES: Readonly<Record<string, string>> = {
  plain: '',
  plain_json: 'format="json"',
  openai_chat: 'format="openai"',
  openai_completion: 'format="openai"',
  openai_responses: 'format="openai-responses"',
  anthropic: 'format="anthropic"',
  gemini: 'format="gemini"',
  cohere1: 'format="cohere"',
  cohere2: 'format="cohere"',
  ollama: 'format="ollama"',
  aisdk: 'format="ai-sdk"',
  agui: 'format="ag-ui"',
  langserve: 'format="langserve"',
  lcjs: 'format="langserve"',
  dify: 'format="dify"',

  assistants: 'format="json" event="thread.message.delta" path="delta.content.0.text.value"',
  interactions: 'format="json" path="delta.text" when="event_type=step.delta delta.type=text"',
  langgraph_v2:
    'format="json" event="messages" path="params.data.delta.text" when="params.data.event=content-block-delta"',
  lgpartial: 'format="json" event="messages/partial" path="=0.content"',
  llamacpp_native: 'format="json" path="content"',
  mercure: '',
  replicate: 'event="output" end-event="done"',
  tgi: 'format="json" path="token.text" when="token.special=false"',
  turbo: '',
  writer_completion: 'format="json" path="value"',
  watsonx: 'format="json" path="results.0.generated_text"',
};

/** Right values that differ from the recording's, which ended at the first word `end`: text follows it, so it is a word. */
export const TEXTS: Readonly<Record<string, string>> = {
  'plain-4.sse': 'List:- two and theend?',
};

/** Formats that a clean close without a terminator breaks off. */
export const TERMINATED = /^(openai|anthropic|cohere|ollama|aisdk|agui|langserve|lcjs|dify)/;

/** Recipes for the text alone: attributes cannot say where the reasoning is. */
export const TEXT_ONLY = ['langgraph_v2', 'interactions'];

/** What `format="auto"` recognises: an API's own format, not a recipe. */
export const isRecognised = (name: string): boolean => TERMINATED.test(name) || name === 'gemini';
