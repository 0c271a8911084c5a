/** After a package manager packed: our manifest again. */
import { putBack } from './places.mjs';

putBack();
