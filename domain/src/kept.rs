//! What people keep under names of their own, in their order.

use crate::problem::{Fault, Problem};
use crate::text;

/// Something that is kept under a name.
pub trait Kept: Sized {
    /// What it is called.
    fn name(&self) -> &str;

    /// Calls it otherwise.
    fn rename(&mut self, name: String);

    /// Whether it is the same thing as another, whatever each is called.
    fn is_as(&self, other: &Self) -> bool;

    /// The thing as it is stored.
    ///
    /// # Errors
    /// It means nothing, or nothing any more.
    fn checked(self) -> Result<Self, Fault>;
}

/// All that somebody keeps as it is stored. Names are told apart whatever their case.
///
/// # Errors
/// What is wrong: `view-PLACE` of one, `views` of all, of which there may be `limit`.
pub fn check<K: Kept>(all: Vec<K>, limit: usize) -> Result<Vec<K>, Vec<Problem>> {
    if all.len() > limit {
        return Err(vec![Problem::new("views", Fault::TooMany { limit })]);
    }
    let (mut kept, mut problems) = (Vec::<K>::new(), Vec::new());
    for (place, one) in all.into_iter().enumerate() {
        match named(one, &kept).and_then(K::checked) {
            Ok(one) => kept.push(one),
            Err(fault) => problems.push(Problem::new(&format!("view-{place}"), fault)),
        }
    }
    if problems.is_empty() {
        Ok(kept)
    } else {
        Err(problems)
    }
}

fn named<K: Kept>(mut one: K, before: &[K]) -> Result<K, Fault> {
    let name = text::name(one.name())?;
    let key = name.to_lowercase();
    if before
        .iter()
        .any(|known| known.name().to_lowercase() == key)
    {
        return Err(Fault::Taken);
    }
    one.rename(name);
    Ok(one)
}
