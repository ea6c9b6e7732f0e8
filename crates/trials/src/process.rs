//! What processes cost, as `/proc` tells it.

use std::{fs, time::Duration};

use anyhow::{Context, Result};

/// Clock ticks a second: `USER_HZ`, which Linux fixed at 100 for everything that reads `/proc`.
const TICK: Duration = Duration::from_millis(10);

/// What a process has used so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Used {
    /// Processor time of all its threads.
    pub own: Duration,
    /// Processor time of its children that have ended and were waited for.
    pub children: Duration,
}

/// The lines of `/proc/PID/stat` that are asked for here.
#[derive(Debug, PartialEq, Eq)]
struct Stat {
    parent: u32,
    used: Used,
}

/// Processor time of a process so far, in steps of a tick.
pub fn used(pid: u32) -> Result<Used> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).with_context(|| format!("process {pid} is gone"))?;
    Ok(parse_stat(&text).context("/proc/PID/stat is not of the known form")?.used)
}

/// Processor time of a process, its descendants that live, and those that ended and were waited for.
pub fn used_by_family(pid: u32) -> Result<Duration> {
    let own = used(pid)?;
    let mut sum = own.own + own.children;
    for child in children(pid)? {
        // A child may end between the two looks; then it is counted among the ended at the next one.
        if let Ok(child) = used(child) {
            sum += child.own + child.children;
        }
    }
    Ok(sum)
}

/// The living children of a process.
pub fn children(parent: u32) -> Result<Vec<u32>> {
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc")? {
        let name = entry?.file_name();
        let Some(pid) = name.to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        let Ok(text) = fs::read_to_string(format!("/proc/{pid}/stat")) else { continue };
        if parse_stat(&text).is_some_and(|stat| stat.parent == parent) {
            found.push(pid);
        }
    }
    Ok(found)
}

/// Resident memory in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Memory {
    /// At this moment.
    pub now: u64,
    /// The most that it ever was.
    pub highest: u64,
}

/// Resident memory of a process.
pub fn memory(pid: u32) -> Result<Memory> {
    let text = fs::read_to_string(format!("/proc/{pid}/status")).with_context(|| format!("process {pid} is gone"))?;
    parse_status(&text).context("/proc/PID/status is not of the known form")
}

/// Name, cores and memory of this machine, in one line.
pub fn machine() -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .and_then(|rest| rest.split_once(':'))
        .map_or("unknown processor", |(_, name)| name.trim());
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let gibibytes =
        memory.lines().find_map(|line| kilobytes(line, "MemTotal:")).unwrap_or_default() / 1024 / 1024 / 1024;
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    format!("{model}, {cores} cores, {gibibytes} GiB, Linux {}", kernel.trim())
}

fn parse_stat(text: &str) -> Option<Stat> {
    // The name of the program stands in brackets and may hold anything, brackets and spaces among it.
    let (_, rest) = text.rsplit_once(')')?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    // proc_pid_stat(5) counts from 1; the third field is the first after the name.
    let field = |number: usize| fields.get(number - 3).and_then(|text| text.parse::<u32>().ok());
    let ticks = |a, b| Some(TICK * (field(a)?.checked_add(field(b)?)?));
    Some(Stat { parent: field(4)?, used: Used { own: ticks(14, 15)?, children: ticks(16, 17)? } })
}

fn parse_status(text: &str) -> Option<Memory> {
    let line = |name| text.lines().find_map(|line| kilobytes(line, name));
    Some(Memory { now: line("VmRSS:")?, highest: line("VmHWM:")? })
}

/// The bytes of a line such as `VmRSS:   1234 kB`.
fn kilobytes(line: &str, name: &str) -> Option<u64> {
    let value: u64 = line.strip_prefix(name)?.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(value * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_times_of_a_process_whatever_its_name() {
        let text = "77 (a) b (c) S 5 77 77 0 -1 4194560 100 200 0 0 12 3 40 2 20 0 9 0 100 0 0\n";
        let used = Used { own: Duration::from_millis(150), children: Duration::from_millis(420) };
        assert_eq!(parse_stat(text), Some(Stat { parent: 5, used }));
        assert_eq!(parse_stat("77 (a"), None);
        assert_eq!(parse_stat("77 (a) S 5"), None);
    }

    #[test]
    fn reads_resident_memory() {
        let text = "Name:\tokno\nVmHWM:\t  2048 kB\nVmRSS:\t    1024 kB\n";
        assert_eq!(parse_status(text), Some(Memory { now: 1 << 20, highest: 2 << 20 }));
        assert_eq!(parse_status("Name:\tokno\n"), None);
    }

    #[test]
    fn finds_this_very_process() {
        let own = std::process::id();
        assert!(memory(own).unwrap().now > 0);
        assert!(used(own).is_ok());
        let mut child = std::process::Command::new("cat").stdin(std::process::Stdio::piped()).spawn().unwrap();
        assert!(children(own).unwrap().contains(&child.id()));
        child.kill().unwrap();
        child.wait().unwrap();
    }
}
