// A library of one file, so that the call can be made without a browser.
export default {
  build: { lib: { entry: "src/main.tsx", formats: ["es"], fileName: () => "main.js" } },
  define: { "process.env.NODE_ENV": '"production"' },
};
