#!/bin/sh
# Fails when ONNX Runtime's CUDA provider in the folder $1 needs a library that this system lacks,
# as it does with another major version of CUDA. libcuda.so.1 belongs to the driver and is mounted
# when a container starts.
set -eu
folder=$1
library=$folder/libonnxruntime_providers_cuda.so
[ -f "$library" ] || { echo "check-cuda-libraries: $library does not exist" >&2; exit 1; }

needed=$(LD_LIBRARY_PATH="$folder${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" ldd "$library")
missing=$(printf '%s\n' "$needed" | grep 'not found' | grep -v 'libcuda\.so\.1 ' || true)
if [ -n "$missing" ]; then
  printf 'check-cuda-libraries: %s asks for\n%s\nAnother version of CUDA is installed here, or none.\n' "$library" "$missing" >&2
  exit 1
fi
# cuDNN is loaded at the first convolution, so the linker does not list it.
if ! ldconfig -p | grep -q 'libcudnn\.so\.9'; then
  echo 'check-cuda-libraries: cuDNN 9 is not installed' >&2
  exit 1
fi
printf '%s\n' "$needed" | grep -E 'cudart|cublas|curand' || true
