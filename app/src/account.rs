//! What the forms for people who are not signed in have in common, and how problems are told beside fields.

use crate::page::AccountRefusal;
use crate::text::{Texts, use_texts};
use crate::ui::Icon;
use domain::problem::Problem;
use leptos::prelude::*;

/// A form in the middle of the page.
#[component]
pub(crate) fn AccountCard(
    /// What it is for.
    title: &'static str,
    /// A sentence below.
    #[prop(into)]
    text: String,
    /// The form.
    children: Children,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <main class="account">
            <div class="account__card">
                <p class="account__brand"><Icon name="lamp" /> {texts.porchlight}</p>
                <div>
                    <h1 class="account__title">{title}</h1>
                    <p class="account__text">{text}</p>
                </div>
                {children()}
            </div>
        </main>
    }
}

/// What was wrong with a form, field by field.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FormProblems(RwSignal<Vec<Problem>>);

impl FormProblems {
    /// The problems of a form as it was sent.
    pub(crate) fn new(problems: Vec<Problem>) -> Self {
        Self(RwSignal::new(problems))
    }

    /// Puts others in their place.
    pub(crate) fn set(self, problems: Vec<Problem>) {
        self.0.set(problems);
    }

    /// Whether anything is wrong.
    pub(crate) fn any(self) -> bool {
        self.0.with(|problems| !problems.is_empty())
    }

    /// Whether anything is wrong with such a field.
    pub(crate) fn any_of(self, is_such: impl Fn(&str) -> bool) -> bool {
        self.0
            .with(|problems| problems.iter().any(|problem| is_such(&problem.field)))
    }

    /// The fields with which something is wrong.
    pub(crate) fn fields(self) -> Vec<String> {
        self.0.with(|problems| {
            let fields = problems.iter().map(|problem| problem.field.clone());
            fields.collect()
        })
    }

    /// What is wrong with a field, as a sentence.
    pub(crate) fn of(self, texts: &'static Texts, field: &'static str) -> Signal<Option<String>> {
        self.of_field(texts, field.to_owned())
    }

    /// The same, for a field whose name is made up.
    pub(crate) fn of_field(self, texts: &'static Texts, field: String) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.0.with(|problems| {
                let problem = problems.iter().find(|problem| problem.field == field);
                problem.map(|problem| texts.fault(problem.fault))
            })
        })
    }
}

/// Why a form as a whole was refused, and what to do.
pub(crate) fn refusal_sentence(texts: &Texts, refusal: AccountRefusal) -> &'static str {
    match refusal {
        AccountRefusal::Wrong => texts.sign_in_wrong,
        AccountRefusal::TooMany => texts.sign_in_throttled,
        AccountRefusal::Expired => texts.second_step_expired,
        AccountRefusal::SetupLink => texts.setup_link_wrong,
        AccountRefusal::Link => texts.link_wrong,
        AccountRefusal::NoMail => texts.forgot_no_mail,
        AccountRefusal::Unavailable => texts.form_unavailable,
    }
}
