import htm from 'htm'
import { h, type ComponentChildren, type VNode } from 'preact'

/** Markup as a tagged template: one element, or several without a parent. */
export const html = (htm as unknown as { bind(make: typeof h): unknown }).bind(h) as (
  strings: TemplateStringsArray,
  ...values: readonly unknown[]
) => VNode

export type Children = ComponentChildren

/** Class names; falsy ones are left out. */
export const classes = (...names: readonly (string | false | null | undefined)[]): string =>
  names.filter((name) => typeof name === 'string' && name !== '').join(' ')
