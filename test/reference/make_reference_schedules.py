"""Writes test/reference/schedules: noise levels of the four schedules, steps of the solvers on them, and when experts change.

u falls over N steps and is shifted by s, S(u) = s u / (1 + (s - 1) u); sigmas end with a 0 that has no timestep:
- A, of the Wan authors: u = 0.999 (1 - i/N), timesteps are whole numbers. The solver is UniPC.
- B, of diffusers' UniPC: u = 1 - 0.999 i/N, timesteps are whole numbers.
- L, of the 4-step models (github.com/ModelTC/Wan2.2-Lightning): u = 1 - i/N in float32, timesteps are 1000 sigma. The solver is Euler.
- E, what diffusers' FlowMatchEulerDiscreteScheduler(shift=s).set_timesteps(N) gives: N even steps from S(1) to S(0.001), shifted again.

schedules.safetensors has `<schedule>.shift<s>.n<N>.sigmas` and `.timesteps`, and for given model outputs v (`solver.model_outputs`)
the samples after each step from `solver.sample`: `unipc.A.shift<s>.n<N>.prev_samples`, `euler.L...`, `euler.E...`.
expert-switches.json counts the steps whose timestep is at or over 1000 * boundary: those of the high-noise expert.

    venv/bin/python test/reference/make_reference_schedules.py
"""

import argparse
import json
import pathlib

import torch
from diffusers import FlowMatchEulerDiscreteScheduler
from reference_parts import euler, fixed, random_normal, schedule_a, schedule_l, unipc, versions, write_manifest, writer

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHIFTS = (1, 3, 5, 8, 12, 16)
COUNTS = (1, 2, 3, 4, 5, 6, 8, 10, 20, 30, 40, 50)
BOUNDARIES = (0.875, 0.9)
SOLVED = {"unipc.A": ((12, 1), (12, 2), (12, 3), (5, 4), (16, 8)), "euler.L": ((5, 1), (5, 4), (8, 3)), "euler.E": ((5, 4),)}


def make_scheduler(schedule, shift, steps):
    if schedule == "A":
        scheduler = fixed(unipc(shift), schedule_a(steps, shift)[0])
    elif schedule == "B":
        scheduler = unipc(shift)
    elif schedule == "L":
        scheduler = fixed(euler(), schedule_l(steps, shift)[:-1])
    else:
        scheduler = FlowMatchEulerDiscreteScheduler(shift=shift)
    scheduler.set_timesteps(steps)
    return scheduler


def schedules():
    tensors, switches = {}, []
    for schedule in "ABLE":
        for shift in SHIFTS:
            for steps in COUNTS:
                scheduler = make_scheduler(schedule, shift, steps)
                sigmas, timesteps = scheduler.sigmas, scheduler.timesteps
                assert sigmas.dtype == torch.float32 and len(sigmas) == steps + 1 and sigmas[-1] == 0 and len(timesteps) == steps
                if schedule == "A":
                    assert torch.allclose(sigmas, schedule_a(steps, shift)[1], atol=1e-7) and torch.equal(timesteps, schedule_a(steps, shift)[2])
                if schedule == "L":
                    assert torch.equal(sigmas, torch.from_numpy(schedule_l(steps, shift))) and torch.equal(timesteps, sigmas[:-1] * 1000)
                name = f"{schedule}.shift{shift}.n{steps}"
                tensors[f"{name}.sigmas"], tensors[f"{name}.timesteps"] = sigmas, timesteps
                for boundary in BOUNDARIES:
                    high = int((timesteps >= boundary * 1000).sum())
                    switches.append({"schedule": schedule, "shift": shift, "steps": steps, "boundary": boundary, "highNoiseSteps": high})
    return tensors, switches


def solved():
    shape = (1, 16, 2, 2, 2)
    sample, outputs = random_normal(51, *shape), random_normal(52, 8, *shape)
    tensors = {"solver.sample": sample, "solver.model_outputs": outputs}
    for name, cases in SOLVED.items():
        for shift, steps in cases:
            scheduler, current, previous = make_scheduler(name[-1], shift, steps), sample, []
            for output, timestep in zip(outputs, scheduler.timesteps):
                current = scheduler.step(output, timestep, current, return_dict=False)[0]
                previous.append(current)
            tensors[f"{name}.shift{shift}.n{steps}.prev_samples"] = torch.stack(previous)
    return tensors


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "test" / "reference" / "schedules", help="folder to write")
    out = parser.parse_args().out
    torch.set_num_threads(1)
    tensors, switches = schedules()
    write, files = writer(out)
    write("schedules", tensors | solved())
    (out / "expert-switches.json").write_text("[\n" + ",\n".join(map(json.dumps, switches)) + "\n]\n")
    shapes = {"sigmas": ["steps + 1"], "timesteps": ["steps"]}
    solver_tensors = {key: value for key, value in files["schedules.safetensors"]["tensors"].items() if "prev_samples" in key or "solver" in key}
    manifest = {
        "command": "python test/reference/make_reference_schedules.py",
        "versions": versions(),
        "schedules": ["A", "B", "L", "E"],
        "shifts": SHIFTS,
        "steps": COUNTS,
        "boundaries": BOUNDARIES,
        "dtypes": {"sigmas": "float32", "timesteps": "int64 (A, B), float32 (L, E)"},
        "shapes": shapes,
        "randomInputSeeds": {"solver.sample": 51, "solver.model_outputs": 52},
        "files": {"schedules.safetensors": {"sha256": files["schedules.safetensors"]["sha256"], "tensors": solver_tensors}},
    }
    write_manifest(out, manifest)
    print(f"{out}: {sum(file.stat().st_size for file in out.iterdir()):,} bytes")


if __name__ == "__main__":
    main()
