import { describe, expect, test } from 'vitest';
import { createCelEngine } from '../../src/cel/cel-engine.ts';
import type { RuleOutcome, RuleValue } from '../../src/validation/rule-engine.ts';

const engine = createCelEngine();

function run(expression: string, self: RuleValue = null, steps = 1_000_000): RuleOutcome {
  const program = engine.compile(expression);
  if ('problem' in program) throw new Error(`${expression}: ${program.problem}`);
  return program.run(self, { left: steps });
}

const map = (entries: Record<string, RuleValue>) => new Map(Object.entries(entries));

describe('loops', () => {
  test.each<readonly [string, RuleValue]>([
    ['self.all(item, item > 0)', [1n, 2n]],
    ['!self.all(item, item > 1)', [1n, 2n]],
    ['self.all(key, key.split("/")[0] == "a")', map({ 'a/b': 1n, 'a/c': 2n })],
    ['self.all(index, item, index < 2 && item != "x")', ['a', 'b']],
    ['self.all(key, value, key + "1" == value)', map({ a: 'a1' })],
    ['self.exists(item, item.port == 80)', [map({}), map({ port: 80n })]],
    ['self.exists_one(item, item == "a")', ['a', 'b']],
    ['!self.exists_one(item, item == "a")', ['a', 'a']],
    ['self.existsOne(index, item, index == 1 && item == "b")', ['a', 'b']],
    ['self.filter(item, item > 1) == [2, 3]', [1n, 2n, 3n]],
    ['self.map(item, item * 2) == [2, 4]', [1n, 2n]],
    ['self.map(item, item > 1, item * 2) == [4]', [1n, 2n]],
    ['self.transformList(index, item, item + string(index)) == ["a0", "b1"]', ['a', 'b']],
    ['self.transformMap(key, value, value + 1) == {"a": 2}', map({ a: 1n })],
    ['self.all(a, self.exists(b, b == a && self.exists(c, c == b)))', [1n, 2n, 3n]],
    ['[1, 2].all(a, [a].all(a, a > 0))', null],
    ['{"a": 1}.all(key, key == "a")', null],
  ])('%s', (expression, self) => {
    expect(run(expression, self)).toEqual({ state: 'value', value: true });
  });

  test('an item that fails counts only if no other decides', () => {
    const items = [map({}), map({ port: 80n })];
    expect(run('self.all(item, item.port != 80)', items)).toEqual({ state: 'value', value: false });
    expect(run('self.all(item, item.port == 80)', items)).toMatchObject({ state: 'failed' });
    expect(run('self.exists(item, item.port == 81)', items)).toMatchObject({ state: 'failed' });
  });

  test('are stopped when their steps are spent, whatever swallows the error', () => {
    const items = Array.from({ length: 100 }, (_, index) => BigInt(index));
    const cube = 'self.all(a, self.all(b, self.all(c, a + b + c >= 0)))';
    expect(run(cube, items, 2_000_000)).toEqual({ state: 'value', value: true });
    expect(run(cube, items, 1_000)).toEqual({ state: 'exhausted' });
    expect(run(`${cube} || true`, items, 1_000)).toEqual({ state: 'exhausted' });
    const written = '[1, 1, 1, 1, 1, 1, 1, 1, 1, 1]';
    const nested = 'abcdefghij'
      .split('')
      .reduce((inner, name) => `${written}.all(${name}, ${inner})`, 'true');
    expect(run(nested, null, 100_000)).toEqual({ state: 'exhausted' });
  });

  test('share the steps of one object', () => {
    const program = engine.compile('self.all(a, true)');
    const meter = { left: 5 };
    if ('problem' in program) throw new Error(program.problem);
    expect(program.run([1n, 2n, 3n], meter)).toEqual({ state: 'value', value: true });
    expect(program.run([1n, 2n, 3n], meter)).toEqual({ state: 'exhausted' });
  });
});

describe('has', () => {
  test.each<readonly [string, RuleValue, boolean]>([
    ['has(self.a)', map({ a: null }), true],
    ['has(self.a)', map({}), false],
    ['has(self.a.b)', map({ a: map({ b: '' }) }), true],
    ['has(self[0].a)', [map({ a: 1n })], true],
    ['has(self.toString)', map({}), false],
    ['has({"a": 1}.a)', null, true],
    ['has(self.?a.b)', map({}), false],
    ["'has(' in [self.a] && has (self.a)", map({ a: 'has(' }), true],
    ['"""has(x) "quoted" """ != r"has(\\d" && has(self.a) // has(b)', map({ a: 1n }), true],
  ])('%s of %j is %s', (expression, self, expected) => {
    expect(run(expression, self)).toEqual({ state: 'value', value: expected });
  });

  test('fails where the field around is missing', () => {
    expect(run('has(self.a.b)', map({}))).toMatchObject({ state: 'failed' });
  });

  test('takes a field and nothing else', () => {
    expect(engine.compile('has(self)')).toEqual({ problem: expect.stringContaining('has() takes a field') });
  });
});

describe('functions of Kubernetes', () => {
  test.each([
    'self.matches("^a.c$") && !self.matches("^b") && matches(self, "b")',
    '"a123b45".find("[0-9]+") == "123" && "abc".find("x") == ""',
    '"a1b2".findAll("[0-9]") == ["1", "2"] && "a1b2".findAll("[0-9]", 1) == ["1"]',
    '"tacocat".charAt(3) == "o" && "aba".replace("a", "x") == "xbx" && "aba".replace("a", "x", 1) == "xba"',
    '"ÄB".lowerAscii().size() == 2 && "a-b".split("-") == ["a", "b"] && ["a", "b"].join(",") == "a,b"',
    '"abc".reverse() == "cba" && strings.quote("a") == "\\"a\\""',
    '"%s has %d of %.1f, %x, %b".format([self, 3, 2.55, 255, 5]) == "abc has 3 of 2.5, ff, 101"',
    '[1, 2, 2].isSorted() && ![2, 1].isSorted() && [1, 2].sum() == 3 && [].sum() == 0',
    '["b", "a"].min() == "a" && [1, 3, 2].max() == 3 && [1, 2, 1].indexOf(1) == 0 && [1, 2, 1].lastIndexOf(1) == 2',
    '[1].indexOf(2) == -1',
    'sets.contains([1, 2], [1]) && !sets.contains([1], [2]) && sets.equivalent([1, 2], [2, 1, 1]) && sets.intersects([1, 2], [2, 3])',
    'isURL("https://a.example:80/x?y=1") && !isURL("a b") && !isURL("a.example") && isURL("/path")',
    'url("https://a.example:80/x%20y?z=1&z=2").getScheme() == "https" && url("https://a.example:80/x").getHost() == "a.example:80"',
    'url("https://[::1]:80/x").getHostname() == "::1" && url("https://[::1]:80/x").getPort() == "80"',
    'url("https://a.example/x%20y?z=1&z=2").getEscapedPath() == "/x%20y" && url("https://a/?z=1&z=2").getQuery()["z"] == ["1", "2"]',
    'isIP("10.0.0.1") && isIP("::1") && !isIP("10.0.0.256") && !isIP("10.0.0.01") && !isIP("::ffff:1.2.3.4") && !isIP("fe80::1%eth0")',
    'ip("10.0.0.1").family() == 4 && ip("::1").family() == 6 && ip("::1").isLoopback() && ip("0.0.0.0").isUnspecified()',
    'ip("169.254.0.1").isLinkLocalUnicast() && ip("224.0.0.1").isLinkLocalMulticast() && ip("10.0.0.1").isGlobalUnicast()',
    '!ip("127.0.0.1").isGlobalUnicast() && ip("2001:db8::1") == ip("2001:DB8:0::1") && ip.isCanonical("2001:db8::1")',
    '!ip.isCanonical("2001:DB8::1") && string(ip("2001:db8:0:0:1:0:0:1")) == "2001:db8::1:0:0:1"',
    'isCIDR("10.0.0.0/8") && !isCIDR("10.0.0.0/33") && !isCIDR("10.0.0.0") && cidr("10.1.0.0/8").masked() == cidr("10.0.0.0/8")',
    'cidr("10.0.0.0/8").containsIP("10.9.9.9") && !cidr("10.0.0.0/8").containsIP(ip("11.0.0.1")) && cidr("::/0").prefixLength() == 0',
    'cidr("10.0.0.0/8").containsCIDR("10.1.0.0/16") && !cidr("10.1.0.0/16").containsCIDR(cidr("10.0.0.0/8")) && cidr("10.1.0.0/16").ip() == ip("10.1.0.0")',
    'isQuantity("1.5Gi") && !isQuantity("1.5 Gi") && !isQuantity("Gi") && quantity("1Ki") == quantity("1024")',
    'quantity("100m").isLessThan(quantity("0.2")) && quantity("1e3").isGreaterThan(quantity("999")) && quantity("-1").sign() == -1',
    'quantity("50k").isInteger() && quantity("50k").asInteger() == 50000 && !quantity("1500m").isInteger() && quantity("1500m").asApproximateFloat() == 1.5',
    'quantity("1").add(quantity("500m")).compareTo(quantity("1.5")) == 0 && quantity("1Gi").sub(1024).compareTo(quantity("1Gi")) == -1',
    '!format.dns1123Label().validate("a-b").hasValue() && format.dns1123Label().validate("A").hasValue()',
    'format.named("dns1123Subdomain").value().validate("a..b").hasValue() && !format.named("nothing").hasValue()',
    '!format.uuid().validate("123e4567-e89b-12d3-a456-426614174000").hasValue() && format.date().validate("2026-02-30").hasValue()',
    '!format.labelValue().validate("").hasValue() && format.qualifiedName().validate("a/b/c").hasValue() && !format.dns1035LabelPrefix().validate("a-").hasValue()',
    'duration("1h30m") > duration("89m") && timestamp("2026-01-01T00:00:00Z") < timestamp("2026-01-02T00:00:00Z")',
    'optional.of(1).hasValue() && self.startsWith("ab") && !(1 / 0 == 1 && false)',
  ])('%s', (expression) => {
    expect(run(expression, 'abc')).toEqual({ state: 'value', value: true });
  });

  test.each([
    'ip("x").family() == 4',
    'cidr("x") == cidr("y")',
    'url("x y").getHost() == ""',
    'quantity("x").sign() == 0',
  ])('%s fails for want of a value', (expression) => {
    expect(run(expression)).toMatchObject({ state: 'failed', error: expect.stringContaining('parse error') });
  });

  test('regular expressions are those of RE2', () => {
    expect(run('self.matches("(?i)^ABC$")', 'abc')).toEqual({ state: 'value', value: true });
    expect(run('self.matches("a(?=b)")', 'abc')).toMatchObject({ state: 'failed' });
    expect(run('self.matches("^(a+)+$")', `${'a'.repeat(50_000)}!`)).toEqual({
      state: 'value',
      value: false,
    });
  });
});

describe('values', () => {
  test('of several types in one map or list are compared', () => {
    const [a, b, c] = [map({ x: 'a', y: 1n }), map({ y: 1n, x: 'a' }), map({ x: 1n })];
    expect(run('self[0] == self[1] && self[0] != self[2]', [a, b, c])).toEqual({
      state: 'value',
      value: true,
    });
  });

  test('with a format are what CEL computes with', () => {
    const soon = engine.scalar('date-time', '2026-01-01T00:00:00Z');
    expect(run('self > timestamp("2025-01-01T00:00:00Z")', soon)).toEqual({ state: 'value', value: true });
    expect(run('self < duration("2m")', engine.scalar('duration', '90s'))).toEqual({
      state: 'value',
      value: true,
    });
    expect(engine.scalar('hostname', 'a.example')).toBe('a.example');
    expect(engine.scalar('date-time', 'yesterday')).toBe('yesterday');
  });

  test('named like what every JavaScript object has are read', () => {
    expect(run('self.constructor', map({ constructor: 'x' }))).toEqual({ state: 'value', value: 'x' });
    expect(run('self.toString', map({}))).toMatchObject({ state: 'failed', error: 'no such key: toString' });
  });
});

describe('rules', () => {
  test('that compare with the stored object are known, and see no old one', () => {
    const program = engine.compile('oldSelf.hasValue() ? self == oldSelf.value() : self == "new"');
    expect(program).toMatchObject({ usesOldSelf: true });
    expect(run('oldSelf.hasValue() ? self == oldSelf.value() : self == "new"', 'new')).toEqual({
      state: 'value',
      value: true,
    });
    expect(engine.compile('self.oldSelf == "x"')).toMatchObject({ usesOldSelf: false });
  });

  test.each([
    ['semver(self)', 'semver'],
    ['self.', ''],
    ['self == ', ''],
    ['other == 1', 'other'],
    [`self == "${'x'.repeat(30_000)}"`, 'longer than'],
  ])('that cannot be run say why: %.20s', (expression, why) => {
    expect(engine.compile(expression)).toEqual({ problem: expect.stringContaining(why) });
  });

  test('are compiled once', () => {
    expect(engine.compile('self == 1')).toBe(engine.compile('self == 1'));
  });
});
