// The frameworks' entries are types only; whoever imports one for its types gets this at run time.
export {};
