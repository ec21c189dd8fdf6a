// Without it svelte-check would take the Vite configuration of the project.
export default {};
