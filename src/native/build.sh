#!/usr/bin/env bash
# Builds src/native into artifacts/native, only when the sources, the libtorch, the compiler or the processor changed.
# Quiet unless it fails. Environment: CLT_LIBTORCH (see cmake/FindLibTorch.cmake), CXX, CLT_NATIVE_JOBS (2).
set -euo pipefail
shopt -s nullglob
cd "${BASH_SOURCE[0]%/*}"
source_dir=$PWD
root=${source_dir%/src/native}
out=$root/artifacts/native
tree=$root/artifacts/obj/native
compiler=$(type -P "${CXX:-c++}") || { echo "no C++ compiler: install g++ or set CXX" >&2; exit 1; }

cpu_model() { while IFS= read -r line; do [[ $line == "model name"* || $line == flags* ]] && echo "$line"; [[ -z $line ]] && return; done < /proc/cpuinfo; }
if [[ -n ${CLT_LIBTORCH:-} ]]; then
  libtorch=("$CLT_LIBTORCH"/lib/libtorch_cpu.so "$CLT_LIBTORCH"/include/torch/csrc/api/include/torch/version.h)
else
  libtorch=(/usr/lib/*/libtorch_cpu.so /usr/include/torch/csrc/api/include/torch/version.h)
fi
# The settings: a change of these starts the build afresh. -L: a link to another version counts as a change.
settings=$({ echo "${CLT_LIBTORCH:-debian} ${CXX:-}"; cpu_model; stat -L -c '%n %s %Y' "$compiler" "${libtorch[@]}" /usr/include/gloo/config.h 2>&1; } | sha256sum)
files=(CMakeLists.txt build.sh cmake/* torch/* kernels/* collectives/*)
sources=$(sha256sum "${files[@]}" | sha256sum)
stamp="${settings%% *} ${sources%% *}"

built() { [[ -f $out/libclt_torch.so && -f $out/stamp && $(<"$out/stamp") == "$stamp" ]]; }
built && exit 0
mkdir -p "$out" "$tree"
exec 9>"$out/.lock"
flock 9
built && exit 0

[[ -f $tree/settings && $(<"$tree/settings") == "${settings%% *}" ]] || { rm -rf "$tree"; mkdir -p "$tree"; }
log=$tree/build.log
fail() { echo "the native build failed ($log):" >&2; grep -nE -A3 'error|Error' "$log" | head -40 >&2 || cat "$log" >&2; exit 1; }
generator=()
command -v ninja > /dev/null && generator=(-G Ninja)
cmake -S "$source_dir" -B "$tree" "${generator[@]}" -DCMAKE_BUILD_TYPE=Release > "$log" 2>&1 9>&- || fail
echo "${settings%% *}" > "$tree/settings"
cmake --build "$tree" --parallel "${CLT_NATIVE_JOBS:-2}" >> "$log" 2>&1 9>&- || fail
# Renamed into place: a process that runs keeps its library, one that starts never sees half a file.
for library in "$tree"/libclt_*.so; do
  cp "$library" "$out/.${library##*/}.$$" && mv -f "$out/.${library##*/}.$$" "$out/${library##*/}"
done
echo "$stamp" > "$out/.stamp.$$" && mv -f "$out/.stamp.$$" "$out/stamp"
