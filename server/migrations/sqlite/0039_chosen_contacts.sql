-- Whether somebody chose the contact of a ticket or a lead, or that it has none: what a visitor says of himself does not change that.
alter table tickets add column is_contact_chosen integer not null default 0;
alter table leads add column is_contact_chosen integer not null default 0;
