import { describe, expect, it } from 'vitest';
import { LabelSelectorError, parseLabelSelector } from '../../src/kube/label-selector.ts';

const labels = { app: 'shop', tier: 'web', 'example.com/track': 'canary', weight: '10', empty: '' };

describe('a label selector', () => {
  it.each([
    ['', true],
    ['app', true],
    ['missing', false],
    ['!missing', true],
    ['! app', false],
    ['app=shop', true],
    ['app == shop', true],
    ['app=other', false],
    ['app!=other', true],
    ['missing!=x', true],
    ['app in (shop, cart)', true],
    ['app in (cart)', false],
    ['app notin (cart)', true],
    ['missing notin (x)', true],
    ['app notin (shop)', false],
    ['example.com/track=canary', true],
    ['app=shop,tier=web,!missing', true],
    ['app=shop,tier=db', false],
    ['weight>9', true],
    ['weight<10', false],
    ['missing>1', false],
    ['empty=', true],
    ['empty in ()', true],
    ['in=x', false],
    ['notin', false],
    ['constructor', false],
    ['!toString', true],
  ])('%s selects: %s', (selector, selected) => {
    expect(parseLabelSelector(selector)(labels)).toBe(selected);
  });

  it('selects objects without labels as Kubernetes does', () => {
    expect(parseLabelSelector('a!=b')(undefined)).toBe(true);
    expect(parseLabelSelector('a')(undefined)).toBe(false);
  });

  it.each([
    ['app=', 1_000],
    ['=shop', 1],
    ['app=shop,', 10],
    ['app in shop', 8],
    ['app in (shop', 13],
    ['app=shop tier=web', 10],
    ['app=-shop', 5],
    ['-app=shop', 1],
    ['a/b/c=x', 1],
    ['weight>heavy', 8],
    ['app=shop;', 9],
  ])('%s is refused at character %i, or is fine', (selector, character) => {
    if (character === 1_000) {
      expect(parseLabelSelector(selector)({ app: '' })).toBe(true);
      return;
    }
    expect(() => parseLabelSelector(selector)).toThrow(LabelSelectorError);
    try {
      parseLabelSelector(selector);
    } catch (error) {
      expect(error).toMatchObject({ character });
    }
  });
});
