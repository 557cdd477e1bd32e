//! The target `script`, for a fuzzer.

#![no_main]

#[path = "../../fuzz_targets/targets.rs"]
#[allow(dead_code, reason = "each target uses a part of this")]
mod targets;

libfuzzer_sys::fuzz_target!(|data: &[u8]| targets::script(data));
