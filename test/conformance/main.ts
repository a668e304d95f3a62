import { ConformanceSuite } from './run-case.ts';

/** `npm run conformance -- DIR`: prints per case what disagrees; exits 1 if anything does, 2 without a folder. */
async function main(folder: string | undefined): Promise<number> {
  if (folder === undefined) {
    console.error('usage: npm run conformance -- DIR (the folder that holds cases/ and manifests/)');
    return 2;
  }
  const suite = new ConformanceSuite(folder);
  let [passed, checked, leftOut, wrong] = [0, 0, 0, 0];
  for (const conformanceCase of suite.cases) {
    const result = await suite.run(conformanceCase);
    checked += result.checked;
    leftOut += result.leftOut;
    wrong += result.failures.length;
    if (result.failures.length === 0) passed += 1;
    console.log(`${result.failures.length === 0 ? 'pass' : 'FAIL'} ${result.test} (${result.checked})`);
    for (const failure of result.failures) console.log(`     ${failure}`);
  }
  console.log(
    `${passed} of ${suite.cases.length} cases pass; ${checked - wrong} of ${checked} assertions hold`,
  );
  console.log(`${leftOut} need a running system and are left out`);
  return wrong === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv[2]);
