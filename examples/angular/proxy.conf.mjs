export default {
  '/api': {
    target: process.env.DEMO_SERVER ?? 'http://127.0.0.1:8787',
    pathRewrite: { '^/api': '' },
  },
};
