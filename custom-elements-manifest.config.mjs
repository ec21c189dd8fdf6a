// `cem analyze`, which `npm run build` calls: writes dist/custom-elements.json, which editors and Storybook's tables read.
const isPublic = ({ name, privacy = 'public' }) => privacy === 'public' && !/^[#_]/.test(name);

/** Keeps of the element what its users can reach, and of its events what the class comment says (`@fires`). */
const publicOnly = {
  name: 'public-only',
  packageLinkPhase({ customElementsManifest }) {
    for (const module of customElementsManifest.modules) {
      for (const declaration of module.declarations ?? []) {
        if (declaration.members) declaration.members = declaration.members.filter(isPublic);
        if (!declaration.customElement) continue;
        // As on every element.
        declaration.members = declaration.members?.filter(
          ({ name }) => name !== 'addEventListener',
        );
        const fields = new Set(declaration.members?.map(({ name }) => name));
        declaration.attributes = declaration.attributes?.filter(
          ({ fieldName }) => !fieldName || fields.has(fieldName),
        );
        // The analyzer invents an event from every inline dispatchEvent(); those have no description.
        declaration.events = declaration.events?.filter(
          ({ name, description }) => name && description,
        );
      }
    }
  },
};

/** The class is registered in another file, so the analyzer does not know its tag. */
const tagName = {
  name: 'tag-name',
  analyzePhase({ ts, node, moduleDoc }) {
    if (!ts.isClassDeclaration(node) || node.name?.text !== 'TypewriterStream') return;
    const declaration = moduleDoc.declarations.find(({ name }) => name === 'TypewriterStream');
    declaration.customElement = true;
    declaration.tagName = 'typewriter-stream';
  },
};

/** The base class is no part of the public contract: what an author sets belongs to the element. */
const ownMembers = {
  name: 'own-members',
  packageLinkPhase({ customElementsManifest }) {
    customElementsManifest.modules = customElementsManifest.modules.filter(
      ({ path }) => !path.includes('author-properties'),
    );
    for (const declaration of customElementsManifest.modules.flatMap(
      ({ declarations = [] }) => declarations,
    )) {
      const { members = [], attributes = [], superclass } = declaration;
      for (const item of [...members, ...attributes]) delete item.inheritedFrom;
      if (superclass?.name !== 'AuthorProperties') continue;
      declaration.superclass = { name: 'LitElement', package: 'lit' };
    }
  },
};

/** Names the files that are published as modules, not their sources. */
const publishedPaths = {
  name: 'published-paths',
  packageLinkPhase({ customElementsManifest }) {
    const published = (path) => path?.replace(/^\/?src\/(.*)\.ts$/, 'dist/$1.js');
    const rename = (value) => {
      if (value === null || typeof value !== 'object') return;
      for (const key of ['path', 'module']) {
        if (typeof value[key] === 'string') value[key] = published(value[key]);
      }
      Object.values(value).forEach(rename);
    };
    rename(customElementsManifest.modules);
  },
};

export default {
  globs: [
    'src/index.ts',
    'src/element/index.ts',
    'src/element/author-properties.ts',
    'src/element/typewriter-stream.ts',
    'src/run/events.ts',
  ],
  outdir: 'dist',
  litelement: true,
  // It would rewrite `customElements` in package.json.
  packagejson: false,
  quiet: true,
  plugins: [tagName, publicOnly, ownMembers, publishedPaths],
};
