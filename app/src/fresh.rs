//! What was asked for last: it is asked for again when something else is wanted, and when it has changed.

use crate::api::Failure;
use crate::text::use_texts;
use crate::ui::{Button, Notice, Skeleton, Tone};
use leptos::prelude::*;

/// What is in sight, if it is here.
pub(crate) type Answer<T> = Option<Result<T, Failure>>;

/// An answer, which stays in sight until the next is here.
pub(crate) struct Fresh<T: Send + Sync + 'static> {
    value: RwSignal<Answer<T>>,
    turn: StoredValue<u32>,
}

impl<T: Send + Sync + 'static> Clone for Fresh<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Fresh<T> {}

impl<T: Send + Sync + 'static> Fresh<T> {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        Self {
            value: RwSignal::new(None),
            turn: StoredValue::new(0),
        }
    }

    /// Asks; `put` puts the answer in its place, unless something else was asked for meanwhile.
    pub(crate) fn ask(
        self,
        asked: impl Future<Output = Result<T, Failure>> + 'static,
        put: impl FnOnce(&mut Answer<T>, Result<T, Failure>) + 'static,
    ) {
        let turn = self.turn.try_update_value(|turn| {
            *turn = turn.wrapping_add(1);
            *turn
        });
        leptos::task::spawn_local(async move {
            let answer = asked.await;
            // The page may have been left meanwhile.
            if self.turn.try_get_value() == turn {
                self.value.try_update(|value| put(value, answer));
            }
        });
    }

    /// Changes what is in sight.
    pub(crate) fn update(self, change: impl FnOnce(&mut T)) {
        self.value.update(|value| {
            if let Some(Ok(value)) = value {
                change(value);
            }
        });
    }

    /// Does something with what is in sight, if it is here.
    pub(crate) fn with<U>(self, with: impl FnOnce(&T) -> U) -> Option<U> {
        self.value
            .with(|value| value.as_ref()?.as_ref().ok().map(with))
    }

    /// The same, without hearing of later changes.
    pub(crate) fn with_untracked<U>(self, with: impl FnOnce(&T) -> U) -> Option<U> {
        self.value
            .with_untracked(|value| value.as_ref()?.as_ref().ok().map(with))
    }
}

/// Puts an answer in the place of the one before, which stays where there is none.
pub(crate) fn replace<T>(value: &mut Answer<T>, answer: Result<T, Failure>) {
    if answer.is_ok() || !matches!(value, Some(Ok(_))) {
        *value = Some(answer);
    }
}

/// One page of a list that is told from its newest on.
pub(crate) trait Paged {
    /// What is listed.
    type Item;
    /// Where it stands: the newer, the greater.
    type Place: Copy + Ord;

    /// What is listed, and below which place the next page begins, if there is one.
    fn parts(&mut self) -> (&mut Vec<Self::Item>, &mut Option<Self::Place>);

    /// Where something stands.
    fn place(item: &Self::Item) -> Self::Place;
}

/// Puts the first page as it is now in the place of that part of what is in sight.
pub(crate) fn renew<P: Paged>(pages: &mut Answer<P>, answer: Result<P, Failure>) {
    let mut first = match answer {
        Ok(first) => first,
        answer => return replace(pages, answer),
    };
    if let Some(Ok(here)) = pages {
        let ((items, below), (known, known_below)) = (first.parts(), here.parts());
        if let Some(last) = *below
            && known.len() > items.len()
        {
            let further = std::mem::take(known).into_iter();
            items.extend(further.filter(|item| P::place(item) < last));
            *below = known_below.map(|below| below.min(last));
        }
    }
    replace(pages, Ok(first));
}

/// Puts the page below a place at the end, unless another stands there by now.
pub(crate) fn append<P: Paged>(pages: &mut Answer<P>, place: P::Place, next: Result<P, Failure>) {
    let (Some(Ok(here)), Ok(mut next)) = (pages, next) else {
        return;
    };
    let ((items, below), (further, further_below)) = (here.parts(), next.parts());
    if *below == Some(place) {
        items.append(further);
        *below = *further_below;
    }
}

/// The content once it is here; until then its shape, or why it cannot be shown.
#[component]
pub(crate) fn FreshView<T: Send + Sync + 'static>(
    /// What is shown.
    fresh: Fresh<T>,
    /// Asks once more.
    again: Callback<()>,
    /// The content, which hears by itself of what changes.
    children: ChildrenFn,
) -> impl IntoView {
    let texts = use_texts();
    let is_here = Memo::new(move |_| fresh.value.with(|value| value.as_ref().map(Result::is_ok)));
    move || match is_here.get() {
        None => view! { <Skeleton /> }.into_any(),
        Some(false) => view! {
            <Notice tone=Tone::Danger icon="triangle-alert" text=texts.cannot_load>
                <Button on:click=move |_| again.run(())>{texts.try_again}</Button>
            </Notice>
        }
        .into_any(),
        Some(true) => children().into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Numbers(Vec<i64>, Option<i64>);

    impl Paged for Numbers {
        type Item = i64;
        type Place = i64;

        fn parts(&mut self) -> (&mut Vec<i64>, &mut Option<i64>) {
            (&mut self.0, &mut self.1)
        }

        fn place(number: &i64) -> i64 {
            *number
        }
    }

    fn page(numbers: &[i64], below: Option<i64>) -> Numbers {
        Numbers(numbers.to_vec(), below)
    }

    fn told(pages: Option<&Result<Numbers, Failure>>) -> (Vec<i64>, Option<i64>) {
        let Some(Ok(page)) = pages else {
            panic!("nothing is in sight")
        };
        (page.0.clone(), page.1)
    }

    #[test]
    fn pages_that_were_opened_stay_below_the_first_as_it_is_now() {
        let mut pages = Some(Ok(page(&[6, 5], Some(5))));
        append(&mut pages, 5, Ok(page(&[4, 3], Some(3))));
        assert_eq!(told(pages.as_ref()), (vec![6, 5, 4, 3], Some(3)));
        append(&mut pages, 5, Ok(page(&[4, 3], Some(3))));
        assert_eq!(told(pages.as_ref()), (vec![6, 5, 4, 3], Some(3)), "once");
        renew(&mut pages, Ok(page(&[7, 6], Some(6))));
        assert_eq!(told(pages.as_ref()), (vec![7, 6, 5, 4, 3], Some(3)));
        renew(&mut pages, Ok(page(&[7], None)));
        assert_eq!(told(pages.as_ref()), (vec![7], None));
        renew(&mut pages, Err(Failure::Unavailable));
        assert_eq!(told(pages.as_ref()), (vec![7], None), "what is here stays");
    }
}
