//! A record in a form: read, changed, and saved in the place of what is there. Where somebody else was quicker, who saves last is told,
//! and both texts are in sight.

use crate::account::FormProblems;
use crate::api::Failure;
use crate::live::Console;
use crate::text::{Texts, use_texts};
use crate::ui::{Button, Notice, Tone};
use domain::record::Versioned;
use futures::future::LocalBoxFuture;
use leptos::prelude::*;

/// A field as people read it: its label, and what it says.
pub(crate) type Said = (&'static str, String);

/// An answer of the server that is waited for.
pub(crate) type Asked<T> = LocalBoxFuture<'static, Result<T, Failure>>;

/// What can be changed in such a form.
pub(crate) trait Recorded: Versioned {
    /// Asks how it is now.
    fn load(&self) -> Asked<Self>;

    /// Puts what the form says in its place, if nobody has changed it since `version`.
    fn change(&self, version: i64, draft: Self::Draft) -> Asked<Self>;
}

/// What is being edited.
pub(crate) struct RecordForm<R: Recorded> {
    /// As it was read, or saved here.
    pub(crate) known: RwSignal<R>,
    /// What was typed.
    pub(crate) draft: RwSignal<R::Draft>,
    /// What somebody else has made of it meanwhile.
    theirs: RwSignal<Option<R>>,
    /// What is wrong with what was typed.
    pub(crate) problems: FormProblems,
    /// Why it was not saved.
    pub(crate) trouble: RwSignal<Option<&'static str>>,
    /// Whether it is being saved.
    pub(crate) is_pending: RwSignal<bool>,
    /// What is told where there is no such record any more.
    missing: &'static str,
}

#[expect(
    clippy::expl_impl_clone_on_copy,
    reason = "derived, it would ask for records that can be copied"
)]
impl<R: Recorded> Clone for RecordForm<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R: Recorded> Copy for RecordForm<R> {}

impl<R: Recorded> RecordForm<R> {
    /// Of a record as it was read; `missing` is told where there is no such record any more.
    pub(crate) fn new(record: R, missing: &'static str) -> Self {
        Self {
            draft: RwSignal::new(record.draft()),
            known: RwSignal::new(record),
            theirs: RwSignal::new(None),
            problems: FormProblems::new(Vec::new()),
            trouble: RwSignal::new(None),
            is_pending: RwSignal::new(false),
            missing,
        }
    }

    /// The form says what the record is.
    pub(crate) fn fill(self, record: R) {
        self.draft.set(record.draft());
        self.known.set(record);
        self.theirs.set(None);
        self.problems.set(Vec::new());
        self.trouble.set(None);
    }

    /// The record as it is now: who has typed nothing sees it, who has is told, and keeps what he typed.
    fn heard(self, record: R) {
        let known = self.known.get_untracked();
        let version = self.theirs.with_untracked(|theirs| {
            let theirs = theirs.as_ref();
            theirs.map_or(known.version(), Versioned::version)
        });
        if record.version() == version {
            return;
        }
        let typed = self.draft.get_untracked();
        if typed == known.draft() || typed == record.draft() {
            self.fill(record);
        } else {
            self.theirs.set(Some(record));
        }
    }

    /// Asks how the record is now.
    pub(crate) fn look(self) {
        let asked = self.known.with_untracked(Recorded::load);
        leptos::task::spawn_local(async move {
            let answer = asked.await;
            // The page may have been left meanwhile.
            if self.known.is_disposed() {
                return;
            }
            match answer {
                Ok(record) => self.heard(record),
                Err(Failure::NotFound) => self.trouble.set(Some(self.missing)),
                Err(_) => {}
            }
        });
    }

    /// Whether something was typed that is not saved.
    pub(crate) fn is_changed(self) -> bool {
        let known = self.known.with(Versioned::draft);
        self.draft.with(|draft| *draft != known)
    }

    /// Saves what was typed, in the place of what is there as far as it was shown.
    pub(crate) fn save(self, console: Console, texts: &'static Texts) {
        let known = self.known.get_untracked();
        let theirs = self
            .theirs
            .with_untracked(|theirs| theirs.as_ref().map(Versioned::version));
        let version = theirs.unwrap_or_else(|| known.version());
        let draft = self.draft.get_untracked();
        self.is_pending.set(true);
        leptos::task::spawn_local(async move {
            let saved = known.change(version, draft.clone()).await;
            // The page may have been left meanwhile.
            if self.is_pending.try_set(false).is_some() {
                return;
            }
            match saved {
                Ok(record) => {
                    console.tell(texts.saved);
                    // Whoever types on while it is saved keeps that.
                    if self.draft.with_untracked(|typed| *typed == draft) {
                        self.fill(record);
                    } else {
                        self.known.set(record);
                        self.theirs.set(None);
                    }
                }
                Err(Failure::Conflict) => self.look(),
                Err(Failure::Invalid(problems)) => self.problems.set(problems),
                Err(Failure::NotFound) => self.trouble.set(Some(self.missing)),
                Err(_) => self.trouble.set(Some(texts.form_unavailable)),
            }
        });
    }
}

/// Why it was not saved, and what somebody else has made of it meanwhile, field by field where it differs from what was typed.
#[component]
pub(crate) fn Conflict<R: Recorded>(
    /// What is being edited.
    form: RecordForm<R>,
    /// That somebody else has changed it.
    changed: &'static str,
    /// What a draft says, field by field, as people read it.
    fields: Callback<R::Draft, Vec<Said>>,
) -> impl IntoView {
    let texts = use_texts();
    let trouble = move || {
        form.trouble.get().map(|text| {
            view! { <Notice tone=Tone::Danger icon="triangle-alert" text /> }
        })
    };
    let theirs = move || {
        form.theirs.get().map(|record| {
            let shown = record.draft();
            view! {
                <div class="conflict">
                    <Notice tone=Tone::Danger icon="triangle-alert" text=changed>
                        <Button on:click=move |_| form.fill(record.clone())>{texts.record_take_theirs}</Button>
                    </Notice>
                    <Differences theirs=shown draft=form.draft fields />
                </div>
            }
        })
    };
    view! {
        {trouble}
        {theirs}
    }
}

#[component]
fn Differences<D: Clone + Send + Sync + 'static>(
    theirs: D,
    draft: RwSignal<D>,
    fields: Callback<D, Vec<Said>>,
) -> impl IntoView {
    let texts = use_texts();
    let differing = move || {
        let (theirs, mine) = (fields.run(theirs.clone()), fields.run(draft.get()));
        let differing = theirs.into_iter().zip(mine);
        let differing = differing.filter(|(theirs, mine)| theirs != mine);
        let field = |((label, value), _): (Said, Said)| {
            view! {
                <dt>{label}</dt>
                <dd dir="auto">{value}</dd>
            }
        };
        differing.map(field).collect_view()
    };
    view! {
        <p class="field__help">{texts.record_theirs}</p>
        <dl class="conflict__theirs">{differing}</dl>
    }
}
