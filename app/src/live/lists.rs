//! Lists that several consoles share: whoever shows one hears here that it has to be asked for again.

use domain::wire::console::SharedList;
use leptos::prelude::*;

/// How often each list is known to have changed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lists {
    canned_responses: RwSignal<u32>,
    tags: RwSignal<u32>,
    expertises: RwSignal<u32>,
    helpdesk: RwSignal<u32>,
    tickets: RwSignal<u32>,
    contacts: RwSignal<u32>,
    crm: RwSignal<u32>,
    leads: RwSignal<u32>,
    kept: RwSignal<u32>,
}

impl Lists {
    /// Of a page that has just loaded.
    pub(super) fn new() -> Self {
        Self {
            canned_responses: RwSignal::new(0),
            tags: RwSignal::new(0),
            expertises: RwSignal::new(0),
            helpdesk: RwSignal::new(0),
            tickets: RwSignal::new(0),
            contacts: RwSignal::new(0),
            crm: RwSignal::new(0),
            leads: RwSignal::new(0),
            kept: RwSignal::new(0),
        }
    }

    /// Makes an effect run again when the list has changed.
    pub(crate) fn hear(self, list: SharedList) {
        self.of(list).track();
    }

    /// A list is not what it was.
    pub(super) fn changed(self, list: SharedList) {
        self.of(list).update(|times| *times = times.wrapping_add(1));
    }

    /// Nobody knows what changed while nothing was heard.
    pub(super) fn may_have_changed(self) {
        self.changed(SharedList::CannedResponses);
        self.changed(SharedList::Tags);
        self.changed(SharedList::Expertises);
        self.changed(SharedList::Helpdesk);
        self.changed(SharedList::Tickets);
        self.changed(SharedList::Contacts);
        self.changed(SharedList::Crm);
        self.changed(SharedList::Leads);
        self.changed(SharedList::Kept);
    }

    fn of(self, list: SharedList) -> RwSignal<u32> {
        match list {
            SharedList::CannedResponses => self.canned_responses,
            SharedList::Tags => self.tags,
            SharedList::Expertises => self.expertises,
            SharedList::Helpdesk => self.helpdesk,
            SharedList::Tickets => self.tickets,
            SharedList::Contacts => self.contacts,
            SharedList::Crm => self.crm,
            SharedList::Leads => self.leads,
            SharedList::Kept => self.kept,
        }
    }
}
