//! Texts kept by this browser across reloads. A browser that refuses to keep anything loses only that.

use web_sys::Storage;

/// The text kept under a key.
pub(crate) fn read(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

/// Keeps a text.
pub(crate) fn write(key: &str, text: &str) {
    if let Some(storage) = storage() {
        // A full storage loses the copy; what is on the screen stays.
        let _ = storage.set_item(key, text);
    }
}

/// Forgets a text.
pub(crate) fn remove(key: &str) {
    if let Some(storage) = storage() {
        // Nothing to do where nothing can be kept.
        let _ = storage.remove_item(key);
    }
}

/// The keys that start with `prefix`, sorted.
pub(crate) fn keys(prefix: &str) -> Vec<String> {
    let Some(storage) = storage() else {
        return Vec::new();
    };
    let mut keys: Vec<String> = (0..storage.length().unwrap_or(0))
        .filter_map(|place| storage.key(place).ok().flatten())
        .filter(|key| key.starts_with(prefix))
        .collect();
    keys.sort();
    keys
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
