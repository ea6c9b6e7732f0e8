//! The folder of services in the hands of whoever may write there and nowhere else.

use std::{fs, os::unix::fs::symlink, path::Path};

use catalog::read_folder;
use tempfile::TempDir;

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("one")).unwrap();
    fs::write(folder.path().join("one/service.yaml"), "code: one").unwrap();
    folder
}

fn names(folder: &Path) -> Vec<String> {
    read_folder(folder).unwrap().into_iter().map(|(name, _)| name).collect()
}

fn refused(folder: &Path) -> String {
    read_folder(folder).unwrap_err().to_string()
}

#[test]
fn links_do_not_lead_out_of_the_folder() {
    let (folder, outside) = (folder(), tempfile::tempdir().unwrap());
    fs::write(outside.path().join("keys.txt"), "secret").unwrap();
    let link = folder.path().join("one/result.typ");
    symlink(outside.path().join("keys.txt"), &link).unwrap();
    let told = refused(folder.path());
    assert!(told.contains("outside of the folder") && !told.contains("secret"), "{told}");
    fs::remove_file(&link).unwrap();
    symlink("../../../../../../../../etc/hostname", &link).unwrap();
    assert!(read_folder(folder.path()).is_err());
    fs::remove_file(&link).unwrap();

    // A file beside it may be meant: so do mounted configurations work.
    symlink("service.yaml", &link).unwrap();
    assert_eq!(names(folder.path()), ["one/result.typ", "one/service.yaml"]);
}

#[test]
fn links_to_folders_are_no_folders() {
    let folder = folder();
    symlink(".", folder.path().join("one/again")).unwrap();
    assert!(refused(folder.path()).contains("is no file"));
    fs::remove_file(folder.path().join("one/again")).unwrap();
    symlink("nowhere", folder.path().join("one/lost")).unwrap();
    assert!(read_folder(folder.path()).is_err());
}

#[test]
fn what_is_too_long_or_no_file_is_not_read() {
    let folder = folder();
    let long = folder.path().join("one/result.typ");
    // As long as a film, and nothing in it.
    fs::File::create(&long).unwrap().set_len(4 << 30).unwrap();
    assert!(refused(folder.path()).contains("is too long"));
    fs::remove_file(&long).unwrap();
    // A socket would never end.
    let _listening = std::os::unix::net::UnixListener::bind(&long).unwrap();
    assert!(refused(folder.path()).contains("is no file"));
    fs::remove_file(&long).unwrap();
    fs::write(&long, [0xff, 0xfe]).unwrap();
    assert!(read_folder(folder.path()).is_err());
    fs::remove_file(&long).unwrap();
    fs::write(folder.path().join("one/.service.yaml.swp"), [0xff]).unwrap();
    assert_eq!(names(folder.path()), ["one/service.yaml"]);
}
