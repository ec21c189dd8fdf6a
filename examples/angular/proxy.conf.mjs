// The demo server stands for your own: /api/json here is /json there.
export default {
  '/api': {
    target: process.env.DEMO_SERVER ?? 'http://127.0.0.1:8787',
    pathRewrite: { '^/api': '' },
  },
};
