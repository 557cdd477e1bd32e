//! Other programs: the few that do what this one does not.

use std::io::{ErrorKind, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Where a program lies, if it is installed.
pub(crate) fn find_program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&path)
        .map(|folder| folder.join(&file))
        .find(|file| file.is_file())
}

/// What a program makes of `input`, or what it says is wrong; none: there is no such program.
pub(crate) fn through(program: &str, args: &[&str], input: &[u8]) -> Option<Result<Vec<u8>, String>> {
    let started = Command::new(find_program(program)?)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = match started {
        Ok(child) => child,
        Err(error) if error.kind() == ErrorKind::NotFound => return None,
        Err(error) => return Some(Err(error.to_string())),
    };
    let given = child.stdin.take();
    // It may print before it has read all: so that neither waits for the other, each is served apart.
    let ended = std::thread::scope(|scope| {
        scope.spawn(move || {
            // A program that ends early says why itself.
            let _ = given.map(|mut given| given.write_all(input));
        });
        child.wait_with_output()
    });
    Some(match ended {
        Ok(output) if output.status.success() => Ok(output.stdout),
        Ok(output) => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
        Err(error) => Err(error.to_string()),
    })
}
