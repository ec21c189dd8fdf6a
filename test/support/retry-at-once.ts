/**
 * The wait before a retry is drawn from 0 to a bound: in this file each draw is 0, or its tests would rest for seconds.
 * What a server asks for (`retry:`, Retry-After) is still waited for.
 */
export function retryAtOnce(): void {
  const { random } = Math;
  before(() => {
    Math.random = () => 0;
  });
  after(() => {
    Math.random = random;
  });
}
