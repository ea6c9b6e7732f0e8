//! A disk that can be filled to its last byte: a small file system of the trial's own, in memory.

use std::{
    fs::File,
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use tokio::process::Command;

/// Its size in MiB: a cluster with its log, or a database, with room for the load.
const SIZE: u32 = 768;
/// How much is written at once, in bytes. The last step takes less, down to a single one.
const STEP: usize = 1 << 20;

/// A mounted disk; [`Disk::unmount`] takes it away with all that lies on it.
pub struct Disk {
    folder: PathBuf,
}

impl Disk {
    /// Mounts an empty one at the folder. Only root may.
    pub async fn mount(folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder)?;
        let options = format!("size={SIZE}m,mode=755");
        run(Command::new("mount").args(["-t", "tmpfs", "-o", &options, "okno-faults"]).arg(folder)).await?;
        Ok(Self { folder: folder.to_owned() })
    }

    /// Takes whatever is free, until nothing is.
    pub fn fill(&self) -> Result<()> {
        let mut ballast = File::options().create(true).append(true).open(self.ballast())?;
        let block = vec![0_u8; STEP];
        let mut step = STEP;
        while step > 0 {
            let part = block.get(..step).context("no part of the block")?;
            match ballast.write(part) {
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::StorageFull => step /= 2,
                Err(error) => return Err(error).context("ballast"),
            }
        }
        Ok(())
    }

    /// Gives back what [`Disk::fill`] took.
    pub fn free(&self) -> Result<()> {
        std::fs::remove_file(self.ballast()).context("ballast")
    }

    /// Takes the disk away.
    pub async fn unmount(self) -> Result<()> {
        run(Command::new("umount").arg(&self.folder)).await
    }

    fn ballast(&self) -> PathBuf {
        self.folder.join("ballast")
    }
}

async fn run(command: &mut Command) -> Result<()> {
    let output = command.output().await?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(())
}
