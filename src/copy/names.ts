import { Complaint } from '../complaint.ts';

/** How a copy is to be called, as typed. */
export interface NameWishes {
  readonly to: string;
  readonly class: string | undefined;
  readonly serviceType: string | undefined;
  readonly name: string | undefined;
}

/** What a data source is called in each of the places that name it. */
export interface SourceNames {
  /** The module or package. */
  readonly source: string;
  readonly className: string;
  readonly serviceType: string;
  /** What Kibana shows. */
  readonly name: string;
}

/**
 * The names of a copy: all made from one, `acme_wiki` -> `AcmeWikiDataSource`, `Acme Wiki`, unless chosen.
 * @throws Complaint for what Python or the service could not read.
 */
export function namesOf({ to, class: className, serviceType, name }: NameWishes): SourceNames {
  if (!/^[a-z][a-z0-9_]*$/.test(to) || /^test_|__/.test(to)) {
    const close = to
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^[^a-z]+|_+$/g, '');
    throw new Complaint(
      `${JSON.stringify(to)} cannot name a Python module: lower-case letters, digits and underscores do`,
      close ? `fork-lint copy SOURCE ${close}` : [],
    );
  }
  const words = to.split('_').filter(Boolean);
  const capital = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const names = {
    source: to,
    className: className ?? `${capital.join('')}DataSource`,
    serviceType: serviceType ?? to,
    name: name ?? capital.join(' '),
  };
  if (!/^[A-Za-z_]\w*$/.test(names.className))
    throw new Complaint(`${JSON.stringify(names.className)} cannot name a Python class`, 'fork-lint copy --class NAME');
  if (!/^[\w-]+$/.test(names.serviceType))
    throw new Complaint(
      `${JSON.stringify(names.serviceType)} cannot be a service type`,
      'fork-lint copy --service-type NAME',
    );
  if (/["\\\n\r]/.test(names.name))
    throw new Complaint(
      'a name that Kibana shows holds no quotes, backslashes or line feeds',
      'fork-lint copy --name NAME',
    );
  return names;
}
